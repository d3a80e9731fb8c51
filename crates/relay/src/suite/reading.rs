//! Stories of reading.

use std::sync::Arc;

use super::*;

/// Whatever the page size, the pages joined are the log.
pub async fn reading_page_by_page_misses_nothing(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    let written: Vec<Vec<u8>> = (0..100_u8).map(|count| vec![count; 1 + usize::from(count) % 7]).collect();
    append(&*store, log, written.iter().map(|frame| an_entry(frame)).collect()).await;
    for size in [
        PageSize { frames: 1, bytes: 1 },
        PageSize { frames: 7, bytes: 1000 },
        PageSize { frames: 1000, bytes: 9 },
    ] {
        let (mut read, mut next) = (Vec::new(), 0);
        while next < 100 {
            let page = page(&*store, log, next, size).await;
            assert_eq!((page.from, page.next), (next, 100));
            assert!(!page.frames.is_empty(), "a page before the end holds a frame");
            next = page.end();
            read.extend(page.frames.into_iter().map(Frame::into_bytes));
        }
        assert_eq!(read, written, "{size:?}");
    }
}

/// A page stops before its size is passed, but never holds nothing because the next frame is long.
pub async fn a_page_keeps_to_its_size_but_holds_one_frame(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    append(&*store, log, [10, 10, 10, 500, 10].map(|length| an_entry(&vec![1; length])).into()).await;
    let lengths = async |from, frames, bytes| {
        let page = page(&*store, log, from, PageSize { frames, bytes }).await;
        page.frames.iter().map(|frame| frame.as_bytes().len()).collect::<Vec<_>>()
    };
    assert_eq!(lengths(0, 10, 25).await, [10, 10]);
    assert_eq!(lengths(0, 10, 30).await, [10, 10, 10]);
    assert_eq!(lengths(0, 2, 1000).await, [10, 10]);
    assert_eq!(lengths(2, 10, 100).await, [10]);
    assert_eq!(lengths(3, 10, 100).await, [500]);
    assert_eq!(lengths(4, 0, 0).await, [10]);
}

/// Reading from the end, or far beyond it, is empty and says where the end is.
pub async fn reading_past_the_end_gives_the_end(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    append_one(&*store, log, b"a").await;
    for from in [1, 2, u64::from(u32::MAX) + 5, u64::MAX] {
        let page = page(&*store, log, from, ALL).await;
        assert_eq!((page.from, page.frames.len(), page.next), (1, 0, 1), "from {from}");
    }
}

/// A reader beside a writer sees, every time, the log up to some point and all of it up to there, and what was answered
/// before it began to read.
pub async fn reading_while_writing_sees_a_beginning_of_the_log(place: &impl Place) {
    let (store, log) = (place.open().await, a_log());
    append_one(&*store, log, &[0]).await;
    let writing = Arc::clone(&store);
    let writer = tokio::spawn(async move {
        for count in 1..60_u8 {
            append_one(&*writing, log, &[count]).await;
        }
    });
    let mut before = 1;
    while before < 60 {
        let seen = frames(&*store, log).await;
        assert!(seen.len() >= before, "what was once read is read again");
        assert!(seen.iter().zip(0_u8..).all(|(frame, count)| frame[..] == [count]));
        before = seen.len();
    }
    writer.await.unwrap();
}
