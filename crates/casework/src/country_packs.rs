//! What is known of the countries' deadlines and calendars, as text: whoever needs it reads the TOML, so that no
//! reader of it gets into what browsers load.

/// A country's code of ISO 3166 in small letters, and the text of its pack.
pub const COUNTRY_PACKS: [(&str, &str); 8] = [
    ("id", include_str!("../country_packs/id.toml")),
    ("kh", include_str!("../country_packs/kh.toml")),
    ("la", include_str!("../country_packs/la.toml")),
    ("my", include_str!("../country_packs/my.toml")),
    ("ph", include_str!("../country_packs/ph.toml")),
    ("th", include_str!("../country_packs/th.toml")),
    ("tl", include_str!("../country_packs/tl.toml")),
    ("vn", include_str!("../country_packs/vn.toml")),
];

/// The codes of deadlines, one a line behind the names of the columns: `code,label_en,definition,source`.
pub const DEADLINE_CODES: &str = include_str!("../codebook/deadline.csv");
