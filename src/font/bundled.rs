//! The faces inside the program, uncompressed, so that nothing is decoded at start. Kept apart because their
//! 28 MB make this file slow to compile; sources and licences stand in `fonts/`.

use super::{Face, FaceId, Role};

const FANG_SONG: FaceId = FaceId(0);
const KAI: FaceId = FaceId(1);
const HEI: FaceId = FaceId(2);
const BIAO_SONG: FaceId = FaceId(3);
const SONG: FaceId = FaceId(4);
const LATIN: FaceId = FaceId(5);

static FILES: [&[u8]; 6] = [
    include_bytes!("../../fonts/LXGWZhuqueFangsong-Regular.ttf"),
    include_bytes!("../../fonts/LXGWWenKaiGBLite-Regular.ttf"),
    include_bytes!("../../fonts/ZhibiHei-Medium.otf"),
    include_bytes!("../../fonts/ZhibiBiaosong-Bold.otf"),
    include_bytes!("../../fonts/ZhibiSongSymbols-Regular.otf"),
    include_bytes!("../../fonts/LiberationSerif-Regular.ttf"),
];

/// The faces in the order of the names above.
pub(super) fn faces() -> Vec<Face> {
    FILES.into_iter().map(Face::bundled).collect()
}

/// The faces asked for a role, in order. 楷体 has the most characters and blends with 仿宋, so it follows the
/// face of the role; then the symbols of 宋体, then whatever else may have the character.
pub(super) fn chain(role: Role) -> Vec<FaceId> {
    let own = match role {
        Role::FangSong => FANG_SONG,
        Role::Kai => KAI,
        Role::Hei => HEI,
        Role::BiaoSong => BIAO_SONG,
        Role::Song => SONG,
        Role::Latin => LATIN,
    };
    let mut chain = vec![own];
    if role == Role::Song {
        chain.push(FANG_SONG);
    }
    for further in [KAI, SONG, LATIN, FANG_SONG, HEI, BIAO_SONG] {
        if !chain.contains(&further) {
            chain.push(further);
        }
    }
    chain
}
