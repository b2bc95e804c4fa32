//! The rules, one file for each rule or family, with its explanation pages beside it.
//!
//! A new family is a new file and its name in the list below; nothing else changes. Its `RULES` are found, run, listed
//! and explained from there.

mod dates;
mod enumerator;
mod gap;
mod outline;
mod promise;
mod residue;
mod sequence;

/// Declares the families and gathers their rules.
macro_rules! families {
    ($($family:ident),+ $(,)?) => {
        $(mod $family;)+
        /// The rules of every family.
        pub(super) const FAMILIES: &[&[super::rule::Rule]] = &[$($family::RULES),+];
    };
}

families! {
    boilerplate_line,
    calendar,
    collapsed_structure,
    dangling,
    date_form,
    date_range,
    enumeration,
    heading_punct,
    html_entity,
    label_sequence,
    letter_name,
    level_order,
    masked_word,
    missing_value,
    mixed_script,
    mojibake,
    noise_character,
    page_chrome,
    partial_number,
    pinyin_residue,
    promised_count,
    repetition,
    section,
    site_name,
    spun_synonym,
    template_residue,
    unfilled_asterisk,
    unfilled_blank,
    unfilled_bracket,
    unfilled_mou,
    unfilled_shape,
    unfilled_x,
    unmasked_origin,
    vanished_value,
    word_marker,
}
