//! Names as people write them: what is found, which variants it may mean, how many, and how sure that is.

use chokepoint_catalogue::{Catalogue, Certainty, Context, Mention, Resolution};

fn shown(text: &str, mention: &Mention<'_>) -> String {
    let models: Vec<&str> = mention.candidates.iter().map(|candidate| candidate.item.model()).collect();
    let models = if models.len() > 2 { format!("{} variants", models.len()) } else { models.join(" / ") };
    let quantity = mention.quantity.map_or_else(String::new, |number| format!("{number} of "));
    let mark = match mention.certainty {
        Certainty::Possible => "??",
        Certainty::Likely => "?",
        Certainty::Certain => "",
    };
    format!("{quantity}{models}{mark} [{}]", &text[mention.place.clone()])
}

fn found(context: Context, text: &str) -> Vec<String> {
    let (catalogue, _) = Catalogue::built_in();
    catalogue.recognise(text, context).iter().map(|mention| shown(text, mention)).collect()
}

/// Texts and the mentions expected in each; all that differ are shown.
fn check(context: Context, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expect)| (text, expect, found(context, text)))
        .filter(|(_, expect, found)| found != *expect)
        .map(|(text, expect, found)| format!("{text}: found {found:?}, expected {expect:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_names_the_variant_as_far_as_it_says() {
    check(
        Context::Prose,
        &[
            ("NVIDIA A100-SXM4-80GB 加速卡", &["A100 SXM4 80GB [A100-SXM4-80GB]"]),
            ("NVIDIA_A100_PCIe_80GB GPU", &["A100 PCIe 80GB [A100_PCIe_80GB]"]),
            ("GPU: A800-80GB PCIe", &["A800 PCIe 80GB [A800-80GB PCIe]"]),
            ("采购英伟达A100显卡", &["5 variants [A100]"]),
            ("英伟达 A100 80G", &["A100 SXM4 80GB / A100 PCIe 80GB [A100 80G]"]),
            ("H100 PCLE 显卡", &["H100 PCIe 80GB [H100 PCLE]"]),
            ("80G A100 SXM 显卡", &["A100 SXM4 80GB [A100 SXM]"]),
            ("A800加速卡，显存容量80GB", &["A800 SXM4 80GB / A800 PCIe 80GB [A800]"]),
            ("H20 HBM3e GPU", &["H20 141GB [H20 HBM3e]"]),
            ("昇腾910B3 训练卡", &["Ascend 910B3 [昇腾910B3]"]),
            ("昇騰 910B 加速卡", &["3 variants [昇騰 910B]"]),
            ("昇藤910C", &["Ascend 910C [昇藤910C]"]),
            ("Supermicro SYS-821GE-TNHR", &["SYS-821GE-TNHR [SYS-821GE-TNHR]"]),
            ("AS -8125GS-TNHR", &["AS-8125GS-TNHR [AS -8125GS-TNHR]"]),
            ("one NVIDIA DGX H100 system", &["DGX H100 [DGX H100]"]),
            ("P/N 900-21001-0000-000", &["A100 PCIe 40GB [900-21001-0000-000]"]),
            ("P/N 900-2G193-0990-000", &["L4 / L2 [900-2G193-0990-000]"]),
            ("沐曦曦云®C500 64G", &["C500 [C500 64G]"]),
        ],
    );
}

#[test]
fn garbled_and_foreign_letters_are_read() {
    check(
        Context::Prose,
        &[
            ("采购 GPU 服务器，配 Ａ１００", &["5 variants [Ａ１００]"]),
            ("NV H1OO 显卡", &["4 variants? [H1OO]"]),
            ("HlOO 加速卡", &["4 variants? [HlOO]"]),
            ("А800 GPU", &["4 variants? [А800]"]),
            ("显卡 4O90 现货", &["GeForce RTX 4090? [4O90]"]),
            ("H-100 加速卡", &["4 variants [H-100]"]),
            ("GPU H 100 八张", &["8 of 4 variants [H 100]"]),
            ("GPU RTX4090", &["GeForce RTX 4090 [RTX4090]"]),
            ("H\u{200b}200 NVL 显卡", &["H200 NVL 141GB [H\u{200b}200 NVL]"]),
        ],
    );
}

#[test]
fn quantities_stand_before_and_after() {
    let mut wrong = Vec::new();
    for (text, expect) in [
        ("8*H800", "8 of 3 variants [H800]"),
        ("H800x8", "8 of 3 variants [H800]"),
        ("8xH800 SXM", "8 of H800 SXM5 80GB [H800 SXM]"),
        ("H800 80G*8卡", "8 of H800 SXM5 80GB / H800 PCIe 80GB [H800 80G]"),
        ("8卡H200服务器", "8 of H200 SXM 141GB / H200 NVL 141GB [H200]"),
        ("八卡 A800 服务器", "8 of 4 variants [A800]"),
        ("十六卡 A800 服务器", "16 of 4 variants [A800]"),
        ("A800 显卡，H200 贰拾肆张", "24 of H200 SXM 141GB / H200 NVL 141GB [H200]"),
        ("R5500G5-Intelx8A100-SXM-80GB 服务器", "8 of A100 SXM4 80GB [A100-SXM-80GB]"),
        ("H100 PCIe 5.0 x16 显卡", "H100 PCIe 80GB [H100 PCIe 5.0 x16]"),
    ] {
        let found = found(Context::Prose, text);
        if !found.contains(&expect.to_owned()) {
            wrong.push(format!("{text}: found {found:?}, expected {expect}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn short_names_count_only_beside_words_of_the_trade() {
    let silent = [
        "the A10 motorway and the A40",
        "L4 vertebra",
        "the T4 cells of the sample",
        "stage L2, part A2",
        "GPU with 50 MB L2 cache",
        "L4级自动驾驶芯片",
        "售价4090元",
        "about a 100 servers",
        "in 3090 cases",
        "AIO cooler for a GPU",
        "H2O HOME, a server of water",
        "chips [S60] are",
    ];
    check(Context::Prose, &silent.map(|text| (text, &[][..])));
    check(Context::Prose, &[("NVIDIA A10 24G", &["A10 [A10 24G]"])]);
    check(Context::Prose, &[("推理卡 L4 两张", &["2 of L4? [L4]"])]);
    check(Context::Prose, &[("Tesla T4 16GB", &["Tesla T4 [Tesla T4 16GB]"])]);
    check(Context::Item, &[("A10", &["A10 [A10]"])]);
    check(Context::Item, &[("4090", &["GeForce RTX 4090 [4090]"])]);
    check(Context::Prose, &[("flight A100", &["5 variants?? [A100]"])]);
}

#[test]
fn no_mention_begins_inside_another() {
    let found = found(Context::Prose, "900-21001-900-21001-");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn names_in_company_make_each_other_sure() {
    check(Context::Prose, &[("they sell A100 and H100", &["5 variants [A100]", "4 variants [H100]"])]);
    check(
        Context::Prose,
        &[(
            "review of H200/MI325X-class exports",
            &["H200 SXM 141GB / H200 NVL 141GB [H200]", "Instinct MI325X [MI325X]"],
        )],
    );
}

#[test]
fn nothing_is_found_inside_longer_codes() {
    let silent = [
        "SA100B GPU",
        "GA100 GPU",
        "H1000 GPU",
        "GPU XA100",
        "GPU A100B",
        "GPU A10-7850K",
        "GPU 14090",
        "GPU 1.4090",
    ];
    check(Context::Prose, &silent.map(|text| (text, &[][..])));
}

#[test]
fn the_longest_name_wins() {
    check(Context::Prose, &[("GPU L40S and L40", &["L40S [L40S]", "L40? [L40]"])]);
    check(Context::Prose, &[("显卡 RTX 4090 D", &["GeForce RTX 4090 D [RTX 4090 D]"])]);
    check(Context::Prose, &[("Atlas 800T A2 服务器", &["Atlas 800T A2 [Atlas 800T A2]"])]);
    check(Context::Prose, &[("H20-3e 加速卡", &["H20 141GB [H20-3e]"])]);
    check(Context::Prose, &[("two H100s in a server", &["4 variants [H100s]"])]);
}

#[test]
fn a_query_names_an_item_its_variants_or_the_nearest() {
    let (catalogue, _) = Catalogue::built_in();
    let mut wrong = Vec::new();
    for (query, expect) in [
        ("A800", "4 variants of A800"),
        ("H20", "2 variants of H20"),
        ("H200 NVL", "H200 NVL 141GB"),
        ("DGX H100", "DGX H100"),
        ("Supermicro SYS-821GE-TNHR", "SYS-821GE-TNHR"),
        ("900-21001-0000-000", "A100 PCIe 40GB"),
        ("英伟达 H800 PCIe", "H800 PCIe 80GB"),
        ("L4", "L4"),
        ("910B", "3 variants of Ascend 910B"),
        ("RTX 4090", "GeForce RTX 4090"),
        ("HGX H100 with 8x H100 80GB", "HGX H100 8-GPU"),
        ("Hopper", "13 variants of Hopper"),
        ("H1000", "nearest H100"),
        ("Trainum3", "nearest Trainium3"),
        ("Gaudi 4", "nearest Gaudi"),
        ("a tin of paint", "nothing near"),
        ("", "nothing near"),
    ] {
        let found = match catalogue.find(query) {
            Resolution::Item { candidate, .. } => candidate.item.model().to_owned(),
            Resolution::Variants { name, candidates, .. } => {
                format!("{} variants of {name}", candidates.len())
            }
            Resolution::ServerLine { name, .. } => format!("server {name}"),
            Resolution::Unknown { nearest, .. } => {
                nearest.first().map_or_else(|| "nothing near".to_owned(), |name| format!("nearest {name}"))
            }
        };
        if found != expect {
            wrong.push(format!("{query}: found {found}, expected {expect}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
