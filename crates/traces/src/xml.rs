//! Edits of marked-up text that leave every byte alone but those they are for.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use zeroize::Zeroizing;

use crate::finding::Reason;

/// What becomes of an element.
pub(crate) enum Fate {
    Keep,
    /// It goes with everything in it.
    Drop,
    /// Its text becomes another one.
    Text(&'static str),
}

/// What becomes of an attribute.
pub(crate) enum Worth {
    Keep,
    Drop,
    Set(&'static str),
}

/// An element with its attributes, names without prefix.
pub(crate) struct Element<'a> {
    pub(crate) name: &'a str,
    /// The elements around it, the outermost first.
    pub(crate) around: &'a [String],
    pub(crate) attributes: &'a [(String, String)],
}

impl Element<'_> {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let one = self.attributes.iter().find(|(key, _)| key == name);
        one.map(|(_, value)| value.as_str())
    }

    pub(crate) fn parent(&self) -> &str {
        self.around.last().map_or("", String::as_str)
    }
}

/// Says what becomes of each part.
pub(crate) trait Editor {
    fn element(&mut self, element: &Element<'_>) -> Fate;
    fn attribute(&mut self, element: &Element<'_>, name: &str, value: &str) -> Worth;
    /// Sees text before it is replaced or kept.
    fn text(&mut self, _around: &[String], _text: &str) {}
    /// Sees a remark to whoever reads the markup. It goes.
    fn remark(&mut self, text: &str);
}

/// Runs an editor over a text. `None` if nothing had to change.
pub(crate) fn edit(
    bytes: &[u8],
    editor: &mut impl Editor,
) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
    let text = std::str::from_utf8(bytes).map_err(|_| Reason::Damaged)?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    // Reserved ahead: a buffer that grows leaves copies behind.
    let mut writer = Writer::new(Vec::with_capacity(bytes.len() + 1_024));
    let (mut changed, mut around, mut new_text) = (false, Vec::<String>::new(), None);
    loop {
        let event = reader.read_event().map_err(|_| Reason::Damaged)?;
        let out = match event {
            Event::Start(start) => {
                let (fate, edited) = judge(&start, &around, editor)?;
                if matches!(fate, Fate::Drop) {
                    reader
                        .read_to_end(start.name())
                        .map_err(|_| Reason::Damaged)?;
                    changed = true;
                    continue;
                }
                changed |= edited.is_some();
                around.push(local(start.name().0).to_owned());
                if around.len() > MOST_DEPTH {
                    return Err(Reason::TooLarge);
                }
                if let Fate::Text(with) = fate {
                    new_text = Some((around.len(), with));
                }
                Event::Start(edited.unwrap_or(start))
            }
            Event::Empty(start) => {
                let (fate, edited) = judge(&start, &around, editor)?;
                if matches!(fate, Fate::Drop) {
                    changed = true;
                    continue;
                }
                changed |= edited.is_some();
                Event::Empty(edited.unwrap_or(start))
            }
            Event::End(end) => {
                if let Some((depth, with)) = new_text
                    && depth == around.len()
                {
                    new_text = None;
                    write(&mut writer, Event::Text(BytesText::from_escaped(with)))?;
                }
                around.pop();
                Event::End(end)
            }
            Event::Text(text) => {
                editor.text(&around, &text);
                if let Some((depth, with)) = new_text
                    && depth == around.len()
                {
                    changed |= &*text != with;
                    continue;
                }
                Event::Text(text)
            }
            Event::CData(text) => {
                editor.text(&around, &text);
                if new_text.is_some_and(|(depth, _)| depth == around.len()) {
                    changed = true;
                    continue;
                }
                Event::CData(text)
            }
            Event::GeneralRef(name) => {
                if new_text.is_some_and(|(depth, _)| depth == around.len()) {
                    changed = true;
                    continue;
                }
                Event::GeneralRef(name)
            }
            // Documents have none. One that has may define names that stand for more text.
            Event::DocType(_) => return Err(Reason::Damaged),
            Event::Comment(text) => {
                editor.remark(&text);
                changed = true;
                continue;
            }
            Event::Decl(_) | Event::PI(_) => event,
            Event::Eof => break,
        };
        write(&mut writer, out)?;
    }
    Ok(changed.then(|| Zeroizing::new(writer.into_inner())))
}

fn judge(
    start: &BytesStart<'_>,
    around: &[String],
    editor: &mut impl Editor,
) -> Result<(Fate, Option<BytesStart<'static>>), Reason> {
    let mut attributes = vec![];
    let mut raw = vec![];
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Reason::Damaged)?;
        if attributes.len() >= MOST_ATTRIBUTES {
            return Err(Reason::TooLarge);
        }
        let value = plain(&attribute.value);
        attributes.push((local(attribute.key.0).to_owned(), value.into_owned()));
        raw.push((attribute.key.0.to_owned(), attribute.value.into_owned()));
    }
    let element = Element {
        name: local(start.name().0),
        around,
        attributes: &attributes,
    };
    let fate = editor.element(&element);
    if matches!(fate, Fate::Drop) {
        return Ok((fate, None));
    }
    let worths = attributes
        .iter()
        .map(
            |(name, value)| match editor.attribute(&element, name, value) {
                Worth::Set(same) if same == value => Worth::Keep,
                Worth::Set(other) => Worth::Set(other),
                Worth::Drop => Worth::Drop,
                Worth::Keep => Worth::Keep,
            },
        )
        .collect::<Vec<_>>();
    if worths.iter().all(|worth| matches!(worth, Worth::Keep)) {
        return Ok((fate, None));
    }
    let mut content = start.name().0.to_owned();
    let length = content.len();
    for ((key, value), worth) in raw.iter().zip(worths) {
        let value = match worth {
            Worth::Keep => value.as_str(),
            Worth::Drop => continue,
            Worth::Set(other) => other,
        };
        let quote = if value.contains('"') { '\'' } else { '"' };
        content.push(' ');
        content.push_str(key);
        content.push('=');
        content.push(quote);
        content.push_str(value);
        content.push(quote);
    }
    Ok((fate, Some(BytesStart::from_content(content, length))))
}

fn write(writer: &mut Writer<Vec<u8>>, event: Event<'_>) -> Result<(), Reason> {
    writer.write_event(event).map_err(|_| Reason::Damaged)
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A value with the five signs that XML spells out; other names stay as they are, nothing is expanded.
pub(crate) fn plain(value: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value))
}

const MOST_DEPTH: usize = 1_000;
const MOST_ATTRIBUTES: usize = 4_096;
