//! What waits to be done on the device, one thing after the other. What a person says goes before what the relay or the
//! clock brings: a stop does not wait behind a long catching-up.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// A queue with a lane for people. Its clones are the same queue.
pub(crate) struct Queue<P, O>(Rc<RefCell<Lanes<P, O>>>);

struct Lanes<P, O> {
    people: VecDeque<P>,
    others: VecDeque<O>,
    waiting: Option<Waker>,
}

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next<P, O> {
    /// Somebody said something.
    Person(P),
    /// Anything else.
    Other(O),
}

impl<P, O> Clone for Queue<P, O> {
    fn clone(&self) -> Self {
        Queue(Rc::clone(&self.0))
    }
}

impl<P, O> Default for Queue<P, O> {
    fn default() -> Self {
        let lanes = Lanes { people: VecDeque::new(), others: VecDeque::new(), waiting: None };
        Queue(Rc::new(RefCell::new(lanes)))
    }
}

impl<P, O> Queue<P, O> {
    /// Puts something at the end of the people's lane.
    pub(crate) fn say(&self, what: P) {
        self.put(|lanes| lanes.people.push_back(what));
    }

    /// Puts something at the end of the other lane.
    pub(crate) fn bring(&self, what: O) {
        self.put(|lanes| lanes.others.push_back(what));
    }

    fn put(&self, put: impl FnOnce(&mut Lanes<P, O>)) {
        let waker = {
            let mut lanes = self.0.borrow_mut();
            put(&mut lanes);
            lanes.waiting.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Waits for what comes next. One task at a time may wait.
    pub(crate) async fn next(&self) -> Next<P, O> {
        std::future::poll_fn(|context| {
            let mut lanes = self.0.borrow_mut();
            if let Some(said) = lanes.people.pop_front() {
                return Poll::Ready(Next::Person(said));
            }
            if let Some(brought) = lanes.others.pop_front() {
                return Poll::Ready(Next::Other(brought));
            }
            lanes.waiting = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::Context;

    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    #[test]
    fn what_a_person_says_goes_before_what_the_relay_brings() {
        let queue = Queue::default();
        queue.bring("frames");
        queue.bring("more frames");
        queue.say("stop");
        assert_eq!(now(queue.next()), Some(Next::Person("stop")));
        assert_eq!(now(queue.next()), Some(Next::Other("frames")));
        assert_eq!(now(queue.next()), Some(Next::Other("more frames")));
        assert_eq!(now(queue.next()), None);
    }
}
