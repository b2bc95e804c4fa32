use super::*;

const CHINESE: [Role; 5] = [Role::FangSong, Role::Kai, Role::Hei, Role::BiaoSong, Role::Song];

fn glyph(role: Role, character: char) -> FontGlyph {
    FontSet::bundled().glyph(role, character).expect("a face has it")
}

#[test]
fn every_style_has_rare_characters_of_the_national_list_itself() {
    let set = FontSet::bundled();
    for role in [Role::FangSong, Role::Kai, Role::Hei, Role::BiaoSong] {
        for character in "一政府工作报告䶮㛃𬭎𫖯𨱏，。；：！？、（）《》〔〕％".chars() {
            let glyph = set.glyph(role, character).expect("a face has it");
            assert_eq!(set.face(glyph.face).postscript_name(), set.primary(role).postscript_name(), "{character}");
            assert_eq!(glyph.advance, 1000, "{character}");
        }
    }
}

#[test]
fn every_role_has_all_hanzi_of_gb_2312() {
    let set = FontSet::bundled();
    let mut hanzi = 0;
    for (row, cell) in (0xB0..=0xF7).flat_map(|row| (0xA1..=0xFE).map(move |cell| (row, cell))) {
        let bytes = [row, cell];
        let (text, bad) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
        let Some(character) = text.chars().next().filter(|c| !bad && ('\u{4E00}'..='\u{9FA5}').contains(c)) else {
            continue;
        };
        hanzi += 1;
        for role in Role::ALL {
            assert_eq!(set.glyph(role, character).map(|g| g.advance), Some(1000), "{role:?} {character}");
        }
    }
    assert_eq!(hanzi, 6763);
}

#[test]
fn shared_marks_are_full_width_in_chinese_roles() {
    let set = FontSet::bundled();
    for role in CHINESE {
        for character in "“”‘’—…".chars() {
            assert_eq!(set.glyph(role, character).map(|g| g.advance), Some(1000), "{role:?} {character}");
        }
    }
    assert!(glyph(Role::Latin, '“').advance < 500);
}

#[test]
fn ascii_of_the_body_is_the_latin_face_and_half_an_em() {
    let set = FontSet::bundled();
    for role in [Role::FangSong, Role::Kai, Role::Latin] {
        for character in ' '..='~' {
            let glyph = set.glyph(role, character).expect("ASCII");
            assert_eq!(set.face(glyph.face).postscript_name(), "LiberationSerif");
        }
        assert_eq!(glyph(role, '7').advance, 500);
    }
    assert_eq!(glyph(Role::Song, '7').advance, 500);
    assert_ne!(glyph(Role::Hei, '7').face, glyph(Role::Latin, '7').face);
}

#[test]
fn symbols_the_body_face_lacks_come_from_the_chain() {
    let set = FontSet::bundled();
    for character in "①⑳㎡☑０Ⅳ".chars() {
        let glyph = set.glyph(Role::FangSong, character).expect("fallback");
        assert_ne!(glyph.id, 0);
    }
    assert_ne!(set.glyph(Role::FangSong, '①').map(|g| g.face), set.glyph(Role::FangSong, '一').map(|g| g.face));
}

#[test]
fn radicals_and_hanzi_both_answer() {
    for character in ['日', '⽇'] {
        assert_eq!(glyph(Role::FangSong, character).advance, 1000);
    }
}

#[test]
fn what_nobody_has_is_none_every_time() {
    let set = FontSet::bundled();
    for role in Role::ALL {
        for _ in 0..2 {
            for character in ['\u{10FFFD}', '\u{FDD0}', '\n', '\0', '\u{7F}'] {
                assert_eq!(set.glyph(role, character), None);
            }
        }
    }
}

#[test]
fn the_cache_never_changes_an_answer() {
    let set = FontSet::bundled();
    // Characters of one slot, asked in turn.
    for _ in 0..2 {
        for character in ['\u{4E00}', '\u{6E00}', '\u{8E00}', '\u{24E00}'] {
            assert_eq!(set.glyph(Role::Kai, character), set.find(Role::Kai, character), "{character}");
        }
    }
}

#[test]
fn metrics_come_from_the_right_tables() {
    let set = FontSet::bundled();
    for role in Role::ALL {
        let face = set.primary(role);
        assert!([1000, 2048].contains(&face.units_per_em()), "{role:?}");
        assert!(face.ascender() > 0 && face.descender() < 0);
        let height = i32::from(face.ascender()) - i32::from(face.descender());
        assert!(height <= i32::from(face.units_per_em()) * 11 / 10, "{role:?} {height}");
        assert_eq!(face.is_cff(), matches!(role, Role::Hei | Role::BiaoSong | Role::Song));
    }
}

#[test]
fn the_set_is_shareable() {
    fn shareable<T: Send + Sync>() {}
    shareable::<FontSet>();
}

mod user_faces {
    use super::*;

    fn kai() -> Vec<u8> {
        FontSet::bundled().primary(Role::Kai).data().to_vec()
    }

    fn symbols() -> Vec<u8> {
        FontSet::bundled().primary(Role::Song).data().to_vec()
    }

    #[test]
    fn a_file_name_tells_the_role_and_missing_characters_fall_back() {
        let user = FontSet::with_user_faces(vec![("字体/仿宋_GB2312.ttf".to_owned(), symbols())]);
        assert_eq!(user.problems, []);
        assert_eq!(user.served.len(), 1);
        assert_eq!(user.served[0].role, Role::FangSong);
        let own = user.set.glyph(Role::FangSong, '①').expect("symbol");
        assert_eq!(user.set.face(own.face).data().len(), symbols().len());
        let fallback = user.set.glyph(Role::FangSong, '政').expect("hanzi");
        assert_eq!(user.set.face(fallback.face).postscript_name(), "ZhuqueFangsong-Regular");
        assert_eq!(user.set.glyph(Role::FangSong, 'A').map(|g| g.advance), Some(722));
    }

    #[test]
    fn the_better_name_wins_whatever_the_order() {
        let gb = ("仿宋_GB2312.ttf".to_owned(), symbols());
        let other = ("STFangsong.ttf".to_owned(), kai());
        for files in [vec![gb.clone(), other.clone()], vec![other, gb]] {
            let user = FontSet::with_user_faces(files);
            assert_eq!(user.served[0].file, "仿宋_GB2312.ttf");
            assert_eq!(user.problems.len(), 1);
            assert!(!user.problems[0].unusable);
        }
    }

    #[test]
    fn rubbish_and_strangers_are_told_apart() {
        let user = FontSet::with_user_faces(vec![
            ("黑体.ttf".to_owned(), b"not a font".to_vec()),
            ("Unknown.ttf".to_owned(), FontSet::bundled().primary(Role::Latin).data().to_vec()),
        ]);
        assert!(user.served.is_empty());
        assert_eq!(user.problems.iter().map(|p| p.unusable).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn names_of_the_usual_faces_are_known() {
        for (name, role) in [
            ("仿宋_GB2312", Role::FangSong),
            ("FangSong_GB2312", Role::FangSong),
            ("simfang", Role::FangSong),
            ("方正仿宋_GBK", Role::FangSong),
            ("楷体_GB2312", Role::Kai),
            ("STKaiti", Role::Kai),
            ("SimHei", Role::Hei),
            ("方正小标宋简体", Role::BiaoSong),
            ("FZXiaoBiaoSong-B05S", Role::BiaoSong),
            ("FZXBSJW", Role::BiaoSong),
            ("宋体", Role::Song),
            ("SimSun", Role::Song),
            ("Times New Roman", Role::Latin),
        ] {
            assert_eq!(user::recognised(name).map(|(role, _)| role), Some(role), "{name}");
        }
        assert_eq!(user::recognised("SimSun-ExtB"), None);
        assert_eq!(user::recognised("Arial"), None);
    }
}
