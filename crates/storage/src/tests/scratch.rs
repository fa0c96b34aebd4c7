use super::office::{Office, TODAY};
use crate::testing::TestStorage;
use std::time::Instant;
#[test]
fn scratch_measure() {
    TestStorage::on_each(async |place| {
        let drop_box = place.storage.drop_box();
        let begin = Instant::now();
        let mut store = drop_box.new_bundle();
        let chunk = bytes::Bytes::from(vec![7_u8; 4 << 20]);
        for _ in 0..128 {
            store.put_chunk(chunk.clone()).await.unwrap();
        }
        let b = store.finish().await.unwrap();
        eprintln!("512 MiB in {:?}", begin.elapsed());
        b.abandon().await;
        let office = Office::new();
        let parcels: Vec<_> = (0..800).map(|_| office.report("x").1).collect();
        let size = |p: &str| std::fs::metadata(place.folder().join(p)).map_or(0, |m| m.len());
        for at_once in [1, 8, 32, 256] {
            let before = (cpu(), Instant::now());
            let part: Vec<_> = parcels[match at_once {
                1 => 0..50,
                8 => 50..200,
                32 => 200..400,
                _ => 400..800,
            }]
            .to_vec();
            let n = part.len();
            let queue = std::sync::Arc::new(std::sync::Mutex::new(part));
            let tasks: Vec<_> = (0..at_once)
                .map(|_| {
                    let (d, q) = (drop_box.clone(), queue.clone());
                    tokio::spawn(async move {
                        loop {
                            let Some(p) = q.lock().unwrap().pop() else {
                                break;
                            };
                            d.accept_report(p, None, None, TODAY).await.unwrap();
                        }
                    })
                })
                .collect();
            for t in tasks {
                t.await.unwrap();
            }
            eprintln!(
                "{at_once} at once: {:.0}/s, cpu {:.2} ms each",
                n as f64 / before.1.elapsed().as_secs_f64(),
                (cpu() - before.0) * 1000.0 / n as f64
            );
        }
        for shelf in [
            &place.storage.shelves().main,
            &place.storage.shelves().keystore,
        ] {
            shelf.clear_log().await.unwrap();
        }
        eprintln!(
            "per report: main {} keystore {}",
            size("main.db") / 800,
            size("keystore.db") / 800
        );
    });
}
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<_> = s.rsplit(')').next().unwrap().split_whitespace().collect();
    (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) / 100.0
}
