//! What the targets share: keys that are known, and the sealing that stands before the readers, so that hostile insides
//! reach them. Seals and acts are written here by their formats' descriptions, not by the code that is tried: what is
//! written right is read right, or the two disagree about the format.

pub mod act;
pub mod keys;
pub mod said;
pub mod sealed;
pub mod stored;

/// The answer of a future that never waits: the stores here are in memory.
pub fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(answer) => answer,
        std::task::Poll::Pending => panic!("a store in memory waits"),
    }
}
