//! Faces by role, glyph look-up with fallback.

/// Names a face of a [`FontSet`](self).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FaceId(pub u16);
