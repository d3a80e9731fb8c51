//! What is seen. Views render what the device shows and send it commands; none of them knows the companion.

mod answer;
mod ask;
mod begin;
mod compare;
mod due;
mod frame;
mod later;
mod limit_of;
mod meet;
mod now;
mod own_device;
mod part;
mod parts;
mod signals;
mod strips;
mod unlock;
mod verdict;

pub(crate) use frame::App;
