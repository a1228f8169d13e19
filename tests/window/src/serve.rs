//! A page as a browser gets it.

use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
};

/// Serves one file on loopback until the test ends, as a reader's disk would.
pub fn serve(page: Vec<u8>) -> String {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/review.html", socket.local_addr().unwrap());
    thread::spawn(move || {
        for mut browser in socket.incoming().flatten() {
            let _ = browser.read(&mut [0; 4096]);
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                page.len()
            );
            let _ = browser.write_all(head.as_bytes()).and_then(|()| browser.write_all(&page));
        }
    });
    address
}
