//! Stories of Ada and Bo: what a record must hold whoever sends what in which order.

mod apart;
mod bytes;
mod catching_up;
mod causality;
mod drafts;
mod forks;
mod members;
mod orders;
mod people;
mod speed;
