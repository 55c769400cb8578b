//! How fast names are recognised: megabytes of invented notices a second, with and without chips in them.

use chokepoint_catalogue::{Catalogue, Context};
use std::time::Instant;

fn main() {
    let begin = Instant::now();
    let (catalogue, issues) = Catalogue::built_in();
    report(&format!("loaded in {:.1} ms, {} issues", begin.elapsed().as_secs_f64() * 1e3, issues.len()));
    let notice = "北方湖大学智算中心采购公告：采购 GPU 服务器 12 台，每台配置 8*H800 80G SXM 加速卡，双路处理器，\
                  内存 2TB，预算金额 3285.6 万元。Two nodes with NVIDIA A100-SXM4-80GB and one DGX H100 were quoted. ";
    let plain = "The council met on Tuesday to discuss the road works near the bridge, which will close lane 4 until \
                 the end of March; residents may write to the office at 100 Harbour Street, second floor. 会议于周二召开，\
                 讨论桥梁附近的道路工程。";
    for (kind, piece) in [("notices", notice), ("other text", plain)] {
        let text = piece.repeat(8_000_000 / piece.len());
        let begin = Instant::now();
        let mentions = catalogue.recognise(&text, Context::Prose).len();
        let seconds = begin.elapsed().as_secs_f64();
        report(&format!("{kind}: {:.1} MB/s, {mentions} mentions", text.len() as f64 / 1e6 / seconds));
    }
}

#[expect(clippy::print_stdout, reason = "this is its output")]
fn report(line: &str) {
    println!("{line}");
}
