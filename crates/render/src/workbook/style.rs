//! How cells and pages look. A verdict has a colour and a word: nobody has to tell colours apart.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

/// What a word in a coloured cell means for the one who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// To be looked at before anything else.
    Alarm,
    /// To be looked at.
    Caution,
    /// Nothing found in what was covered.
    Quiet,
    /// No more in effect, or worth no more than knowing.
    Past,
}

/// The formats of a book.
pub(crate) struct Styles {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
    pub(super) text: Format,
    pub(super) number: Format,
    pub(super) score: Format,
    pub(super) link: Format,
    pub(super) entry: Format,
    tones: [Format; 4],
}

impl Styles {
    pub(super) fn new() -> Self {
        let line = Color::RGB(0xD5_DA_E0);
        let cell = || {
            Format::new()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(line)
        };
        let tone = |back: u32, front: u32| {
            cell()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(back))
                .set_font_color(Color::RGB(front))
        };
        Self {
            title: Format::new().set_bold().set_font_size(16),
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x1F_3A_5F))
                .set_font_color(Color::White),
            label: cell().set_bold().set_text_wrap(),
            text: cell().set_text_wrap(),
            number: cell().set_align(FormatAlign::Left),
            score: cell().set_num_format("0.00"),
            link: cell()
                .set_text_wrap()
                .set_font_color(Color::RGB(0x0B_5C_AD))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            entry: cell().set_text_wrap().set_background_color(Color::RGB(0xFF_FB_E6)),
            tones: [
                tone(0xF8_D7_DA, 0x7A_12_1C),
                tone(0xFF_E8_B8, 0x6B_45_00),
                tone(0xDC_EF_E0, 0x1B_4D_2B),
                tone(0xE6_E8_EB, 0x3A_40_48),
            ],
        }
    }

    pub(super) fn tone(&self, tone: Tone) -> &Format {
        &self.tones[tone as usize]
    }
}

/// A page that prints: landscape, one page wide, with its heading, its number and the program that made it.
pub(super) fn page(page: &mut Worksheet, title: &str, program: &str) {
    // `&` begins a command in a header.
    let plain = |text: &str| text.replace('&', "&&").chars().take(80).collect::<String>();
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
        .set_header(format!("&L{}&R&A", plain(title)))
        .set_footer(format!("&L{}&RPage &P of &N", plain(program)));
}
