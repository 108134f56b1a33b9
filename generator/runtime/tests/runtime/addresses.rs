//! Names with several addresses, of which some lead nowhere.

use std::net::{Ipv6Addr, SocketAddr, TcpListener as StdListener, ToSocketAddrs};
use std::time::Duration;

use sdksmith_runtime::{Client, ClientBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::support::{FetchThing, builder};

/// Whether the machine has IPv6 at all. A test that needs it says so if it is skipped.
fn has_ipv6() -> bool {
    let has = StdListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    if !has {
        eprintln!("skipped: this machine has no ::1");
    }
    has
}

/// Whether `localhost` is an address of each family, as in most files of hosts.
fn localhost_has_both() -> bool {
    let addresses: Vec<SocketAddr> = ("localhost", 0).to_socket_addrs().unwrap().collect();
    let has =
        addresses.iter().any(SocketAddr::is_ipv6) && addresses.iter().any(SocketAddr::is_ipv4);
    if !has {
        eprintln!("skipped: localhost is {addresses:?} only");
    }
    has && has_ipv6()
}

/// Responds to every request on the listener.
fn serve(listener: TcpListener) {
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let _ = stream.read(&mut [0; 4096]).await;
                let response =
                    "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"sid\":\"\",\"parts\":[]}";
                let _ = stream.write_all(response.as_bytes()).await;
            });
        }
    });
}

fn client(host: &str, port: u16) -> ClientBuilder {
    builder().base_url(format!("http://{host}:{port}"))
}

async fn assert_reached(client: ClientBuilder) {
    let client: Client = client.build().unwrap();
    let thing = client.call(FetchThing { id: "1".into() }).send().await;
    assert!(thing.unwrap().parts.is_empty());
}

#[tokio::test]
async fn a_host_with_an_address_of_ipv6_alone_is_reached() {
    if !has_ipv6() {
        return;
    }
    let listener = TcpListener::bind("[::1]:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    serve(listener);
    assert_reached(client("[::1]", port)).await;
}

#[tokio::test]
async fn an_address_that_refuses_leaves_the_others() {
    for (address, other) in [("127.0.0.1:0", "::1"), ("[::1]:0", "127.0.0.1")] {
        if !localhost_has_both() {
            return;
        }
        let listener = TcpListener::bind(address).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        // Nobody listens at the other address.
        drop(StdListener::bind((other, port)).unwrap());
        serve(listener);
        assert_reached(client("localhost", port)).await;
    }
}

/// A listener whose queue is full: the system drops what asks for a connection, as a firewall does.
#[cfg(target_os = "linux")]
async fn full(address: SocketAddr) -> (TcpListener, Vec<TcpStream>) {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    };
    let socket = socket.unwrap();
    socket.bind(address).unwrap();
    let listener = socket.listen(1).unwrap();
    let mut waiting = Vec::new();
    let moment = Duration::from_millis(200);
    for _ in 0..8 {
        let connecting = tokio::time::timeout(moment, TcpStream::connect(address)).await;
        match connecting {
            Ok(stream) => waiting.push(stream.unwrap()),
            Err(_) => return (listener, waiting),
        }
    }
    panic!("the queue isn't full");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_address_that_does_not_respond_leaves_time_for_the_others() {
    if !localhost_has_both() {
        return;
    }
    for (alive, dead) in [("127.0.0.1:0", "::1"), ("[::1]:0", "127.0.0.1")] {
        let listener = TcpListener::bind(alive).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let dead = SocketAddr::new(dead.parse().unwrap(), port);
        let _dead = full(dead).await;
        serve(listener);
        assert_reached(client("localhost", port)).await;
    }
}
