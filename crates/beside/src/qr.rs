//! A QR code as the outline of its dark squares. It is drawn on this device: what it says goes nowhere.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Squares of quiet around it, as ISO/IEC 18004 asks.
const QUIET: usize = 4;

/// A drawing: how many squares wide, and the path of the dark ones for an SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drawing {
    pub(crate) width: usize,
    pub(crate) path: String,
}

/// The drawing of this text; absent where it is too long for any code.
pub(crate) fn draw(text: &str) -> Option<Drawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            // Writing to a `String` has no error to give.
            let _ = write!(path, "M{} {}h1v1h-1z", at % side + QUIET, at / side + QUIET);
        }
    }
    Some(Drawing { width: side + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_a_square_with_three_corners() {
        let drawing = draw("https://troth.example/#join=AAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
        assert_eq!(drawing.width, 33 + 2 * QUIET);
        assert!(drawing.path.starts_with("M4 4h1v1h-1z"));
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert_eq!(draw(&"x".repeat(5000)), None);
    }
}
