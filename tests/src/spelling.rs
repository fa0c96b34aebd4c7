use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};

/// Whether bytes contain others.
pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The ways in which a text can lie in what is sent.
pub fn spellings(text: &str) -> Vec<Vec<u8>> {
    let standard = STANDARD_NO_PAD;
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
    let mut all: Vec<Vec<u8>> = vec![
        text.as_bytes().to_vec(),
        text.to_uppercase().into_bytes(),
        text.replace(' ', "+").into_bytes(),
        text.replace(' ', "%20").into_bytes(),
        text.bytes()
            .flat_map(|byte| format!("{byte:02x}").into_bytes())
            .collect(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ];
    // Base64 depends on where in a group of three a text begins; its ends depend on neighbours.
    for shift in 0..3 {
        let shifted = [vec![0; shift], text.as_bytes().to_vec()].concat();
        let spelt = standard.encode(shifted).into_bytes();
        if spelt.len() >= 12 {
            all.push(spelt[4..spelt.len() - 4].to_vec());
        }
    }
    all
}
