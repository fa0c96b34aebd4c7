/// What a door answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// Every header but the date, sorted.
    pub headers: Vec<(String, String)>,
    /// The page.
    pub html: String,
}

impl Page {
    /// The text of the element with this id, tags removed and entities resolved.
    pub fn text_of(&self, id: &str) -> String {
        let (_, from) = self
            .html
            .split_once(&format!(" id=\"{id}\""))
            .unwrap_or_else(|| panic!("no #{id} in {}", self.html));
        let name_end = from.find('>').unwrap();
        let (before, _) = self.html.split_once(&format!(" id=\"{id}\"")).unwrap();
        let tag = before
            .rsplit('<')
            .next()
            .unwrap()
            .split(' ')
            .next()
            .unwrap();
        let inner = from[name_end + 1..]
            .split(&format!("</{tag}>"))
            .next()
            .unwrap();
        plain(inner)
    }

    /// Whether there is an element with this id.
    pub fn has(&self, id: &str) -> bool {
        self.html.contains(&format!(" id=\"{id}\""))
    }

    /// Everything a reader sees.
    pub fn text(&self) -> String {
        let body = self
            .html
            .split_once("<body>")
            .map_or(self.html.as_str(), |(_, body)| body);
        plain(body)
    }
}

/// What stands between two texts.
pub fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no `{before}` in {text}"));
    rest.split_once(after)
        .unwrap_or_else(|| panic!("no `{after}` after `{before}`"))
        .0
}

fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for one in html.chars() {
        match one {
            '<' => is_tag = true,
            '>' if is_tag => {
                is_tag = false;
                text.push(' ');
            }
            _ if !is_tag => text.push(one),
            _ => {}
        }
    }
    let entities = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    let text = entities
        .iter()
        .fold(text, |text, (entity, one)| text.replace(entity, one));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
