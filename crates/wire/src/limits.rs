//! The sizes that both sides count on. Changing one is a new [`VERSION`].

/// The version of this protocol. Both `Challenge` and `Open` begin with it, in every version there will ever be.
pub const VERSION: u16 = 1;

/// The longest frame that a log takes, in bytes (256 KiB).
pub const FRAME_MAX: usize = 256 * 1024;

/// The longest message in either direction, in bytes: one longest frame and what stands around it. A WebSocket is given
/// this as its limit for messages and for frames.
pub const MESSAGE_MAX: usize = FRAME_MAX + 1024;

/// The most frames in one `Frames` message.
pub const PAGE_FRAMES_MAX: usize = 1024;
