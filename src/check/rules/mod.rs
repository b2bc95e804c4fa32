//! The rules, one file for each rule or family, with its explanation pages beside it.
//!
//! A new family is a new file and its name in the two lists below; nothing else changes. Its `RULES` are found, run,
//! listed and explained from there.

mod boilerplate_line;
mod calendar;
mod collapsed_structure;
mod dangling;
mod date_form;
mod date_range;
mod dates;
mod empty_promise;
mod enumeration;
mod enumerator;
mod gap;
mod half_width_mark;
mod heading_punct;
mod html_entity;
mod label_sequence;
mod letter_name;
mod level_order;
mod masked_word;
pub(super) mod missing_value;
mod mixed_script;
mod mojibake;
mod noise_character;
mod outline;
mod page_chrome;
mod partial_number;
mod pinyin_residue;
mod promise;
mod promised_count;
mod repetition;
mod residue;
mod section;
mod sequence;
mod site_name;
mod spun_synonym;
mod template_residue;
mod unfilled_asterisk;
mod unfilled_blank;
mod unfilled_bracket;
mod unfilled_mou;
mod unfilled_shape;
mod unfilled_x;
mod unmasked_origin;
mod vanished_value;
mod word_marker;

/// The rules of every family.
pub(super) const FAMILIES: &[&[super::rule::Rule]] = &[
    boilerplate_line::RULES,
    calendar::RULES,
    collapsed_structure::RULES,
    dangling::RULES,
    date_form::RULES,
    date_range::RULES,
    empty_promise::RULES,
    enumeration::RULES,
    half_width_mark::RULES,
    heading_punct::RULES,
    html_entity::RULES,
    label_sequence::RULES,
    letter_name::RULES,
    level_order::RULES,
    masked_word::RULES,
    missing_value::RULES,
    mixed_script::RULES,
    mojibake::RULES,
    noise_character::RULES,
    page_chrome::RULES,
    partial_number::RULES,
    pinyin_residue::RULES,
    promised_count::RULES,
    repetition::RULES,
    section::RULES,
    site_name::RULES,
    spun_synonym::RULES,
    template_residue::RULES,
    unfilled_asterisk::RULES,
    unfilled_blank::RULES,
    unfilled_bracket::RULES,
    unfilled_mou::RULES,
    unfilled_shape::RULES,
    unfilled_x::RULES,
    unmasked_origin::RULES,
    vanished_value::RULES,
    word_marker::RULES,
];
