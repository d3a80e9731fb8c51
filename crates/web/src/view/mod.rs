//! What is seen. Views render what the device shows and send it commands; none of them knows the companion.

mod agreed;
mod answer;
mod ask;
mod begin;
mod changes;
mod compare;
mod desires;
mod due;
mod forms;
mod frame;
mod hold;
mod learn;
mod limit_of;
mod limits;
mod meet;
mod now;
mod own_device;
mod parts;
mod propose;
mod propose_line;
mod propose_words;
mod signals;
mod strips;
mod terms;
mod tree;
mod unlock;
mod verdict;
mod version;
mod version_acts;
mod week;

pub(crate) use frame::App;
