use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{self, LoadPdfError};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;

/// A PDF of a stranger, to be drawn as bare points. What would act in it (scripts, links, attached
/// files) is not looked at.
#[wasm_bindgen]
pub struct Pdf(hayro_syntax::Pdf);

/// A page as it was drawn.
#[wasm_bindgen]
pub struct Drawing {
    width: u16,
    height: u16,
    points: Vec<u8>,
}

#[wasm_bindgen]
impl Pdf {
    /// Reads a file that says it is a PDF.
    ///
    /// # Errors
    /// `fault-desk-pdf-locked` when it wants a password, `fault-desk-pdf` when it cannot be read or has
    /// no page.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Fault> {
        let read = hayro_syntax::Pdf::new(bytes).map_err(|fault| match fault {
            LoadPdfError::Decryption(_) => Fault::new("fault-desk-pdf-locked"),
            LoadPdfError::Invalid => Fault::new(DAMAGED),
        })?;
        if read.pages().is_empty() {
            return Err(Fault::new(DAMAGED));
        }
        Ok(Self(read))
    }

    /// How many pages it has.
    pub fn count(&self) -> usize {
        self.0.pages().len()
    }

    /// Draws a page, counted from 0, about so many points wide; a page that is large or long gets fewer.
    ///
    /// # Errors
    /// `fault-desk-pdf` when there is no such page, or none that has a size.
    pub fn draw(&self, number: usize, width: u16) -> Result<Drawing, Fault> {
        let page = self.0.pages().get(number);
        let page = page.ok_or_else(|| Fault::new(DAMAGED))?;
        let scale = scale_for(page.render_dimensions(), width)?;
        let settings = PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        };
        let (how, what) = (RenderSettings::default(), InterpreterSettings::default());
        let drawn = render(page, &RenderCache::new(), &what, &how, &settings);
        Ok(Drawing {
            width: drawn.width(),
            height: drawn.height(),
            points: drawn.data_as_u8_slice().to_vec(),
        })
    }
}

#[wasm_bindgen]
impl Drawing {
    /// Points from left to right.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Points from top to bottom.
    pub fn height(&self) -> u16 {
        self.height
    }

    /// Red, green, blue and how opaque, a byte each, of one point after another. All are opaque.
    pub fn points(self) -> Vec<u8> {
        self.points
    }
}

/// How much larger than its own units a page is drawn.
fn scale_for((width, height): (f32, f32), wanted: u16) -> Result<f32, Fault> {
    let is_side = |side: f32| side.is_finite() && side >= 1.0;
    if !is_side(width) || !is_side(height) {
        return Err(Fault::new(DAMAGED));
    }
    let by_width = f32::from(wanted.max(1)) / width;
    let by_points = (MOST_POINTS / width / height).sqrt();
    let by_sides = MOST_OF_A_SIDE / width.max(height);
    let scale = by_width.min(by_points).min(by_sides);
    let is_drawable = is_side(width * scale) && is_side(height * scale);
    is_drawable
        .then_some(scale)
        .ok_or_else(|| Fault::new(DAMAGED))
}

const DAMAGED: &str = "fault-desk-pdf";
/// Points of a page, four bytes each.
const MOST_POINTS: f32 = 8e6;
const MOST_OF_A_SIDE: f32 = 16_000.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_drawn_as_points_in_the_width_that_is_asked_for() {
        let pdf = Pdf::open(sample("letter.pdf")).unwrap();
        assert!(pdf.count() >= 1);
        let drawn = pdf.draw(0, 600).unwrap();
        assert!((598..=600).contains(&drawn.width()), "{}", drawn.width());
        let all = usize::from(drawn.width()) * usize::from(drawn.height()) * 4;
        let points = drawn.points();
        assert_eq!(points.len(), all);
        assert!(points.chunks(4).all(|point| point[3] == 255));
        assert!(points.chunks(4).any(|point| point[0] < 128), "letters");
        assert_eq!(pdf.draw(pdf.count(), 600).err(), Some(Fault::new(DAMAGED)));
    }

    #[test]
    fn what_is_no_pdf_or_has_no_page_is_damaged() {
        let letter = sample("letter.pdf");
        for bytes in [
            b"%PDF-1.7 and nothing".to_vec(),
            vec![],
            page(""),
            letter[..40].to_vec(),
        ] {
            assert_eq!(Pdf::open(bytes).err(), Some(Fault::new(DAMAGED)));
        }
    }

    #[test]
    fn a_password_is_asked_for_only_where_one_is_needed_to_read() {
        assert!(
            Pdf::open(sample("encrypted.pdf"))
                .unwrap()
                .draw(0, 300)
                .is_ok()
        );
        let locked = Pdf::open(sample("locked.pdf")).err();
        assert_eq!(locked, Some(Fault::new("fault-desk-pdf-locked")));
    }

    #[test]
    fn a_page_of_any_claimed_size_is_drawn_within_bounds_or_refused() {
        for side in ["1", "612", "14400", "9999999", "1e30", "0", "-5"] {
            let Ok(pdf) = Pdf::open(page(&format!("/MediaBox [0 0 {side} {side}]"))) else {
                assert_ne!(side, "612");
                continue;
            };
            for wanted in [0, 1, 800, u16::MAX] {
                let Ok(drawn) = pdf.draw(0, wanted) else {
                    assert_ne!(side, "612");
                    continue;
                };
                let points = u32::from(drawn.width()) * u32::from(drawn.height());
                assert!(
                    (1..=8_000_000).contains(&points),
                    "{side} {wanted} {points}"
                );
            }
        }
    }

    fn sample(name: &str) -> Vec<u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../traces/tests/samples");
        std::fs::read(format!("{folder}/{name}")).unwrap()
    }

    /// A file of one page with these properties, or of none.
    fn page(properties: &str) -> Vec<u8> {
        let kids = if properties.is_empty() { "" } else { "3 0 R" };
        let count = usize::from(!properties.is_empty());
        let objects = [
            "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
            format!("<</Type /Pages /Kids [{kids}] /Count {count}>>"),
            format!("<</Type /Page /Parent 2 0 R {properties}>>"),
        ];
        let (mut text, mut table) = ("%PDF-1.7\n".to_owned(), String::new());
        for (object, number) in objects.iter().zip(1..) {
            table += &format!("{:010} 00000 n \n", text.len());
            text += &format!("{number} 0 obj {object} endobj\n");
        }
        let start = text.len();
        text += &format!(
            "xref\n0 4\n0000000000 65535 f \n{table}trailer <</Root 1 0 R /Size 4>>\n\
             startxref\n{start}\n%%EOF"
        );
        text.into_bytes()
    }
}
