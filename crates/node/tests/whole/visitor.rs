//! A visitor on a real socket, who can be recognised by everything that a browser sends.

use std::net::{IpAddr, SocketAddr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

/// Somebody at an address.
#[derive(Clone)]
pub struct Visitor {
    server: SocketAddr,
    /// Where the connection comes from; one of 127.0.0.0/8, all of which are this machine.
    pub direct: IpAddr,
    /// For whom a proxy there says that it asks.
    pub behind: Option<IpAddr>,
    pub agent: String,
    pub referrer: String,
    pub cookie: String,
}

/// An answer, as it came.
pub struct Heard {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Visitor {
    pub fn new(server: SocketAddr, direct: &str, behind: Option<&str>) -> Self {
        Self {
            server,
            direct: direct.parse().unwrap(),
            behind: behind.map(|address| address.parse().unwrap()),
            agent: "Mozilla/5.0 (Zebraphone; rv:77.3) Quaggafox/77.3".to_owned(),
            referrer: "https://letters.example/inbox/about-the-old-mill".to_owned(),
            cookie: String::new(),
        }
    }

    pub async fn get(&self, path: &str) -> Heard {
        self.send("GET", path, "", b"").await
    }

    /// Sends a form of a page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Heard {
        let coded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect();
        let more = "content-type: application/x-www-form-urlencoded\r\norigin: http://member.test\r\n";
        self.send("POST", path, more, form.join("&").as_bytes()).await
    }

    /// Sends a request on a connection of its own. `more` are header lines.
    pub async fn send(&self, method: &str, path: &str, more: &str, body: &[u8]) -> Heard {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: member.test\r\nconnection: close\r\n{more}");
        head +=
            &format!("user-agent: {}\r\nreferer: {}\r\ncontent-length: {}\r\n", self.agent, self.referrer, body.len());
        if let Some(behind) = self.behind {
            head += &format!("x-forwarded-for: {behind}\r\nforwarded: for=\"{behind}\"\r\n");
        }
        if !self.cookie.is_empty() {
            head += &format!("cookie: {}\r\n", self.cookie);
        }
        self.send_raw(&[head.as_bytes(), b"\r\n", body].concat()).await
    }

    /// Sends these bytes and reads until the connection ends.
    pub async fn send_raw(&self, bytes: &[u8]) -> Heard {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::new(self.direct, 0)).unwrap();
        let mut stream = socket.connect(self.server).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        // A server that refuses may reset the connection after its answer.
        let _end = stream.read_to_end(&mut answer).await;
        let middle = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
        let head = String::from_utf8_lossy(&answer[..middle]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Heard { status, body: answer.get(middle + 4..).unwrap_or_default().to_vec(), head }
    }
}
