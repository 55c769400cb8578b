//! Whatever the text, nothing panics, places are whole characters, and work grows with the length alone.

use chokepoint_catalogue::{Catalogue, Context, Figure, OwnItem, Tables};
use proptest::prelude::*;

/// Pieces that names are made of, so that strange texts come near to names.
fn strange() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        "[AHBLT][0-9oOlI]{1,4}",
        "[0-9]{1,9}[*x×卡G]?",
        prop::sample::select(vec![
            "SXM",
            "PCIe",
            "NVL",
            "HBM3e",
            "80GB",
            "英伟达",
            "昇腾",
            "910",
            "RTX",
            "900-21001-",
            "DGX",
            " ",
            "-",
            "_",
            "　",
            "\u{200b}",
            "Ａ",
            "А",
            "s",
            ".",
            "x8",
            "8*",
            "八卡",
            "显存",
            "\n",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_panics_and_places_are_in_order(text in strange(), which in 0..3) {
        let context = [Context::Prose, Context::Goods, Context::Item][which as usize];
        let (catalogue, _) = Catalogue::built_in();
        let mut end = 0;
        for mention in catalogue.recognise(&text, context) {
            prop_assert!(text.get(mention.place.clone()).is_some_and(|written| !written.is_empty()));
            prop_assert!(mention.place.start >= end);
            prop_assert!(!mention.candidates.is_empty());
            end = mention.place.end;
        }
        let _ = catalogue.find(&text);
    }

    #[test]
    fn no_file_panics(text in "\\PC{0,80}|(rates|dies|node|[a-z_]{1,9})[.= ]{1,3}[0-9.\\[\\]{}a-z\",=]{0,30}|\\{[\\]\\[{}:,\"a-z0-9.]{0,40}") {
        let (item, _) = OwnItem::read("item", &text);
        let _ = item.figures();
    }

    #[test]
    fn no_table_panics(text in "(vendor|model|family)?[,a-z\\n\"#|.0-9]{0,80}") {
        let tables = Tables { accelerators: &text, servers: &text, characters: &text, board_designs: &text, ..Tables::BUILT_IN };
        let _ = Catalogue::read(tables);
    }

    #[test]
    fn more_is_never_less(low in 0_i64..9_000, more in 0_i64..9_000, area in 1_i64..900) {
        let density = |rate: i64| {
            let text = format!("die_area_mm2 = {area}\nnon_planar = true\nrates.fp16 = {rate}");
            OwnItem::read("item", &text).0.figures()
        };
        let (less, greater) = (density(low), density(low + more));
        prop_assert!(less.total_processing_performance.low <= greater.total_processing_performance.low);
        prop_assert!(less.performance_density.and_then(|d| d.low) <= greater.performance_density.and_then(|d| d.low));
    }

    #[test]
    fn figures_are_read_or_refused(text in "[0-9.e+-]{0,12}") {
        if let Some(figure) = Figure::read(&text) {
            prop_assert!(figure.low.is_none() || figure.high.is_none() || figure.low <= figure.high);
        }
    }
}

/// A long text is read piece by piece: the mentions of many copies are the mentions of one, many times.
#[test]
fn copies_of_a_text_give_copies_of_its_mentions() {
    let piece = "采购 8*H800 服务器；NVIDIA A100-SXM4-80GB and one DGX H100, l1l1l1o0o0o0 AAAA10 1O1O1O. ......................\n";
    let (catalogue, _) = Catalogue::built_in();
    let one = catalogue.recognise(piece, Context::Prose).len();
    assert!(one >= 3);
    assert_eq!(catalogue.recognise(&piece.repeat(200), Context::Prose).len(), 200 * one);
}
