#![no_main]

libfuzzer_sys::fuzz_target!(init: zhibi_fuzz::prepare(), |bytes: &[u8]| zhibi_fuzz::targets::check_data(bytes));
