//! A value that views watch: worked out anew whenever what it is read from changes, and seen anew only when it is another.
//!
//! It is a memo of one type for all, whatever it holds: a memo is some kilobytes of code for each type, and there are dozens,
//! which the page would load.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// The value. Copies watch the same.
pub(crate) struct Watched<T> {
    memo: Memo<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Watched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Watched<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Watched<T> {
    /// What `of` gives.
    pub(crate) fn new(of: impl Fn() -> T + Send + Sync + 'static) -> Watched<T> {
        Watched { memo: memo(Box::new(move || Held(Arc::new(of())))), of: PhantomData }
    }

    /// As it is; whoever reads it follows it.
    pub(crate) fn get(self) -> T {
        self.held(&self.memo.get())
    }

    /// Looked at where it is; whoever looks follows it.
    pub(crate) fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.get())
    }

    /// Whoever calls it follows it.
    pub(crate) fn track(self) {
        self.memo.track();
    }

    fn held(self, held: &Held) -> T {
        let held = held.0.any().downcast_ref::<T>().cloned();
        // Only `new` makes one, and of a `T`.
        held.unwrap_or_else(|| unreachable!("another type was put there"))
    }
}

fn memo(of: Box<dyn Fn() -> Held + Send + Sync>) -> Memo<Held> {
    Memo::new(move |_| of())
}

/// A value of any type.
#[derive(Clone)]
struct Held(Arc<dyn Holds>);

impl PartialEq for Held {
    fn eq(&self, other: &Held) -> bool {
        self.0.is(&*other.0)
    }
}

trait Holds: Send + Sync {
    fn any(&self) -> &dyn Any;
    fn is(&self, other: &dyn Holds) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Holds for T {
    fn any(&self) -> &dyn Any {
        self
    }

    fn is(&self, other: &dyn Holds) -> bool {
        other.any().downcast_ref::<T>() == Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_the_same_by_what_they_hold_and_not_by_where() {
        let held = |of: &str| Held(Arc::new(of.to_owned()));
        assert!(held("a") == held("a"));
        assert!(held("a") != held("b"));
        assert!(Held(Arc::new(1_u8)) != Held(Arc::new(1_u16)));
    }
}
