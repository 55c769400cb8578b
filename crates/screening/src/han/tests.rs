//! Pairs that must meet and pairs that must not, and what holds of every text.

use super::*;
use crate::names::score_of;
use proptest::prelude::*;

fn latin(zh: &str, en: &str) -> f32 {
    score_of(compare_han_latin(&PreparedHan::new(zh), &PreparedEnglish::new(en)))
}

fn han(a: &str, b: &str) -> f32 {
    score_of(compare_han_han(&PreparedHan::new(a), &PreparedHan::new(b)))
}

#[test]
fn a_chinese_name_meets_its_english_name() {
    for (zh, en) in [
        (
            "中国电子科技集团公司第十四研究所",
            "China Electronics Technology Group Corporation 14th Research Institute",
        ),
        ("電科14所", "China Electronics Technology Group Corporation 14th Research Institute (CETC 14)"),
        ("宁畅信息产业（北京）有限公司", "Ningchang Information Industry (Beijing) Co., Ltd."),
        ("中科曙光", "Zhongke Shuguang"),
        ("重庆长城科技有限公司", "Chongqing Great Wall Technology Co., Ltd."),
        ("西安交通大学", "Xi'an Jiaotong University"),
        ("山东省人民政府", "Government of Shandong Province"),
        ("江苏省疾病预防控制中心", "Jiangsu Provincial Center for Disease Control and Prevention"),
        ("中国科学院力学研究所", "Institute of Mechanics"),
        ("莆田学院", "Putian College"),
        ("岚谷股份", "Hebei Langu Gas Equipment Co., Ltd"),
        ("晋中学院", "Jinzhong University"),
        ("北京邮电大学", "Beijing University of Posts and Telecommunications (BUPT)"),
        ("深圳市洛维克科技有限公司", "Shenzhen Lovick Technology Co., Ltd."),
        ("苏州埃尔登自动化设备有限公司", "Suzhou Elden Automation Equipment Co., Ltd."),
        ("浙江理工大学", "Zhejiang Sci-Tech University"),
        ("南京工业大学", "Nanjing Tech University"),
        ("骆驼集团股份有限公司", "Camel Group Co., Ltd"),
        ("博尔塔拉蒙古自治州公安局", "Boertala Mongolian Autonomous Prefecture Public Security Bureau"),
        ("海泰发展", "Hai Tai Fa Zhan"),
        ("北京和德宇航技术有限公司", "Beijing Hede Aerospace Technology Co., Ltd."),
        (
            "中国航天科工集团第二研究院二十三所",
            "China Aerospace Science and Industry Corporation Second Academy 23rd Research Institute",
        ),
    ] {
        assert!(latin(zh, en) >= 0.7, "{zh} {en} {}", latin(zh, en));
    }
}

#[test]
fn siblings_and_other_numbers_do_not_meet() {
    for (zh, en) in [
        (
            "中国电子科技集团公司第十四研究所",
            "China Electronics Technology Group Corporation 38th Research Institute",
        ),
        ("中国电子科技集团公司第十四研究所", "China Electronics Technology Group Corporation"),
        ("中国电子科技集团公司", "China Electronics Technology Group Corporation No. 28 Institute"),
        ("合肥凯世通半导体有限公司", "Beijing Kaishitong Semiconductor Co., Ltd."),
        ("西安交通大学", "Xi'an University of Technology"),
        ("西安交通大学", "Southwest Jiaotong University"),
        ("哈尔滨理工大学", "Harbin Institute of Technology"),
        ("南京理工大学", "Nanjing Tech University"),
        ("山东北湖计算科技有限公司", "Shandong South Lake Computing Technology Co., Ltd."),
        ("成都工业学院", "Chengdu University of Technology"),
        ("湖南大学", "Hunan City University"),
        ("天津理工大学", "Tianjin University of Science and Technology"),
        ("深圳市洛维克科技有限公司", "Shenzhen Hengda Technology Co., Ltd."),
        ("深圳市洛维克科技有限公司", "Shenzhen Northern Star Technology Co., Ltd."),
        ("浙江中原环保有限公司", "Zhejiang Zhonghuan Environmental Protection Co., Ltd."),
        // Only the trade sounds alike, or a part of the brand.
        ("和仁科技", "Li Ren Ke Ji"),
        ("闻泰科技", "Yong Tai Ke Ji"),
        ("红太阳", "Hongtai Electric Ltd."),
        // An institute is not its academy.
        ("中国航天科工集团第二研究院二十三所", "Second Research Academy of CASIC"),
        (
            "中国航天科工集团第二研究院二十三所",
            "China Aerospace Science and Industry Corporation Second Academy 25th Research Institute",
        ),
        // What is national is not what is of any nation, what is united not what is international.
        ("中国化工", "Chemical Industry Company"),
        ("鲁银投资", "International Investment Bank"),
        ("中科寒武纪科技股份有限公司", "Sino Ic Technology Co.,Ltd."),
        ("大唐药业", "Grand Pharma"),
    ] {
        assert!(latin(zh, en) < 0.7, "{zh} {en} {}", latin(zh, en));
    }
}

#[test]
fn chinese_names_meet_across_scripts_and_legal_forms() {
    for (a, b) in [
        ("華為技術有限公司", "华为技术有限公司"),
        ("中科曙光", "中科曙光信息产业股份有限公司"),
        ("北京交大", "北京交通大学"),
    ] {
        assert!(han(a, b) >= 0.7, "{a} {b} {}", han(a, b));
    }
    for (a, b) in [
        ("中国电子科技集团公司第十四研究所", "中国电子科技集团公司第三十八研究所"),
        ("合肥凯世通半导体有限公司", "北京晶源微电子有限公司"),
    ] {
        assert!(han(a, b) < 0.7, "{a} {b} {}", han(a, b));
    }
}

#[test]
fn reasons_add_up_to_the_evidence() {
    for (zh, en) in [
        ("宁畅信息产业（北京）有限公司", "Ningchang Information Industry (Beijing) Co., Ltd."),
        ("曙光", "Gulf Parts"),
    ] {
        let (a, b) = (PreparedHan::new(zh), PreparedEnglish::new(en));
        let sum: f32 = explain_han_latin(&a, &b).iter().map(|r| r.weight).sum();
        assert!((sum - compare_han_latin(&a, &b)).abs() < 1e-3);
    }
    let (a, b) = (PreparedHan::new("中科曙光"), PreparedHan::new("曙光信息产业股份有限公司"));
    let sum: f32 = explain_han_han(&a, &b).iter().map(|r| r.weight).sum();
    assert!((sum - compare_han_han(&a, &b)).abs() < 1e-3);
}

#[test]
fn every_reason_is_a_sentence_about_the_names() {
    let (a, b) = (
        PreparedHan::new("宁畅信息产业（北京）有限公司"),
        PreparedEnglish::new("Ningchang Information Industry (Beijing) Co., Ltd."),
    );
    let words: Vec<String> = explain_han_latin(&a, &b).into_iter().map(|reason| reason.words).collect();
    assert!(words.iter().any(|said| said.contains("宁畅 is called Ningchang in English")), "{words:?}");
    assert!(words.iter().all(|said| !feature_names().contains(&said.as_str())), "{words:?}");
}

#[test]
fn a_chinese_query_asks_for_meaning_sound_and_number() {
    let groups = han_query_groups(&PreparedHan::new("中国电子科技集团公司第十四研究所曙光"));
    let keys: Vec<&str> = groups.iter().flat_map(|g| &g.alternatives).map(|k| k.text.as_str()).collect();
    for key in ["#14", "shuguang", "*曙光"] {
        assert!(keys.contains(&key), "{key} {keys:?}");
    }
    assert!(han_keys(&PreparedHan::new("曙光信息")).contains(&"shuguang".to_owned()));
}

#[test]
fn a_brand_is_sought_by_what_an_english_word_may_make_of_it() {
    let groups = han_query_groups(&PreparedHan::new("苏州埃尔登自动化设备有限公司"));
    let keys: Vec<&str> = groups.iter().flat_map(|g| &g.alternatives).map(|k| k.text.as_str()).collect();
    for key in ["aierdeng", "^aierdeng", "~ldn", "automation"] {
        assert!(keys.contains(&key), "{key} {keys:?}");
    }
}

#[test]
fn ten_thousand_characters_are_compared_in_bounded_time() {
    for text in ["中国电子".repeat(2500), "一二三四".repeat(2500), "行长重乐".repeat(2500)] {
        let latin = "zhong chang yi er san si ".repeat(500);
        let (a, b) = (PreparedHan::new(&text), PreparedEnglish::new(&latin));
        assert!(compare_han_latin(&a, &b) < 8.0);
        assert!((compare_han_han(&a, &a) - 8.0).abs() < 1e-6);
        assert!(han_query_groups(&a).len() < 500);
    }
}

proptest! {
    #[test]
    fn no_text_is_too_strange(a in "\\PC{0,40}|[一-龥〇第所0-9a-zA-Z（）]{0,40}", b in "\\PC{0,40}|[一-龥a-z ]{0,40}") {
        let (ha, hb, eb) = (PreparedHan::new(&a), PreparedHan::new(&b), PreparedEnglish::new(&b));
        let first = compare_han_latin(&ha, &eb);
        prop_assert!((-12.0..=8.0).contains(&first));
        prop_assert_eq!(first, compare_han_latin(&PreparedHan::new(&a), &eb));
        let sum: f32 = explain_han_latin(&ha, &eb).iter().map(|r| r.weight).sum();
        prop_assert!((sum - first).abs() < 1e-2);
        let pair = compare_han_han(&ha, &hb);
        prop_assert!((-12.0..=8.0).contains(&pair));
        prop_assert!((compare_han_han(&hb, &ha) - pair).abs() < 1e-3 || ha.simplified().len() == hb.simplified().len());
        prop_assert_eq!(compare_han_han(&ha, &ha), 8.0);
        let _ = (han_keys(&ha), han_query_groups(&ha));
    }
}
