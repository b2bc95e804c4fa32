//! The sRGB colour space as an ICC profile, computed here so that no foreign file has to be carried along.
//!
//! Out: a display profile of version 2.1 (ICC.1:1998-09, which every part of ISO 19005 accepts) with the primaries
//! and the transfer curve of IEC 61966-2-1, adapted to the white point of the profile connection space.

/// Entries of the transfer curve; between them a reader interpolates.
const STEPS: u32 = 1024;

/// White point of the profile connection space, D50 (ICC.1:1998-09, annex A.1), as XYZ.
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];

/// The primaries of sRGB, adapted from D65 to D50 by the Bradford method (IEC 61966-2-1, annex F).
const PRIMARIES: [[f64; 3]; 3] =
    [[0.436_066, 0.222_488, 0.013_916], [0.385_147, 0.716_873, 0.097_076], [0.143_066, 0.060_608, 0.714_096]];

/// The bytes of the profile.
pub(super) fn profile() -> Vec<u8> {
    let curve = curve();
    let [red, green, blue] = PRIMARIES.map(xyz);
    let parts: [(&[&[u8; 4]], Vec<u8>); 7] = [
        (&[b"desc"], description("sRGB IEC61966-2.1")),
        (&[b"cprt"], text("CC0")),
        (&[b"wtpt"], xyz(WHITE)),
        (&[b"rXYZ"], red),
        (&[b"gXYZ"], green),
        (&[b"bXYZ"], blue),
        (&[b"rTRC", b"gTRC", b"bTRC"], curve),
    ];
    let count: usize = parts.iter().map(|(names, _)| names.len()).sum();
    let mut table = word(count as u32).to_vec();
    let mut data = Vec::new();
    for (names, part) in &parts {
        let at = 128 + 4 + 12 * count + data.len();
        for name in *names {
            table.extend(*name);
            table.extend(word(at as u32));
            table.extend(word(part.len() as u32));
        }
        data.extend(part);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header((128 + table.len() + data.len()) as u32);
    profile.extend(table);
    profile.extend(data);
    profile
}

/// Clause 6.1: 128 bytes, mostly zero.
fn header(size: u32) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &word(size));
    put(8, &[2, 0x10]);
    put(12, b"mntrRGB XYZ ");
    // The day IEC 61966-2-1 was published: a profile must carry a date, and ours must not change.
    for (index, number) in [1999_u16, 10, 18, 0, 0, 0].into_iter().enumerate() {
        put(24 + 2 * index, &number.to_be_bytes());
    }
    put(36, b"acsp");
    for (index, value) in WHITE.into_iter().enumerate() {
        put(68 + 4 * index, &fixed(value));
    }
    header
}

/// The transfer curve: linear light for each step of a coded value (IEC 61966-2-1, 5.2).
fn curve() -> Vec<u8> {
    let linear = |coded: f64| if coded <= 0.04045 { coded / 12.92 } else { ((coded + 0.055) / 1.055).powf(2.4) };
    let mut curve = tagged(b"curv");
    curve.extend(word(STEPS));
    for step in 0..STEPS {
        let value = (linear(f64::from(step) / f64::from(STEPS - 1)) * 65535.0).round() as u16;
        curve.extend(value.to_be_bytes());
    }
    curve
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut xyz = tagged(b"XYZ ");
    xyz.extend(values.into_iter().flat_map(fixed));
    xyz
}

fn text(text: &str) -> Vec<u8> {
    let mut part = tagged(b"text");
    part.extend(text.bytes());
    part.push(0);
    part
}

/// Clause 6.5.16: an ASCII text, and the empty Unicode and Macintosh ones that must follow it.
fn description(text: &str) -> Vec<u8> {
    let mut part = tagged(b"desc");
    part.extend(word(text.len() as u32 + 1));
    part.extend(text.bytes());
    part.push(0);
    part.resize(part.len() + 4 + 4 + 2 + 1 + 67, 0);
    part
}

/// Type signature and the four reserved bytes.
fn tagged(kind: &[u8; 4]) -> Vec<u8> {
    let mut part = kind.to_vec();
    part.extend([0; 4]);
    part
}

fn word(value: u32) -> [u8; 4] {
    value.to_be_bytes()
}

/// `s15Fixed16Number`.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Offset and length of a part.
    fn find(profile: &[u8], name: &[u8; 4]) -> (usize, usize) {
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().expect("four bytes")) as usize;
        let entry = (0..number(128)).map(|index| 132 + 12 * index).find(|&at| &profile[at..at + 4] == name);
        let entry = entry.expect("the part is listed");
        (number(entry + 4), number(entry + 8))
    }

    #[test]
    fn states_its_own_length_and_keeps_every_part_inside_on_a_multiple_of_four() {
        let profile = profile();
        assert_eq!(&profile[..4], word(profile.len() as u32));
        for name in [b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"] {
            let (at, length) = find(&profile, name);
            assert!(at % 4 == 0 && at + length <= profile.len());
        }
    }

    #[test]
    fn primaries_add_up_to_white() {
        for axis in 0..3 {
            let sum: f64 = PRIMARIES.iter().map(|primary| primary[axis]).sum();
            assert!((sum - WHITE[axis]).abs() < 2e-4, "axis {axis}: {sum}");
        }
    }

    #[test]
    fn curve_rises_from_black_to_white_and_passes_middle_grey() {
        let profile = profile();
        let (at, length) = find(&profile, b"gTRC");
        let values: Vec<u16> =
            profile[at + 12..at + length].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        assert_eq!((values[0], *values.last().expect("values")), (0, 65535));
        assert!(values.windows(2).all(|pair| pair[0] <= pair[1]));
        // Coded 0.5 is 21.4 % of the light.
        assert!((f64::from(values[512]) / 65535.0 - 0.2140).abs() < 1.5e-3);
    }
}
