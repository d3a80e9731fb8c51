//! What is seen. Views render what the device shows and send it commands; none of them knows the companion.

mod agreed;
mod answer;
mod ask;
mod begin;
mod compare;
mod due;
mod frame;
mod hold;
mod learn;
mod limits;
mod meet;
mod now;
mod own_device;
mod parts;
mod propose;
mod propose_line;
mod signals;
mod strips;
mod terms;
mod unlock;
mod verdict;
mod version;
mod version_acts;

pub(crate) use frame::App;
