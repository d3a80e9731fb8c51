//! One WebSocket to the relay: what comes goes to the queue, with the connection's number, so that what an older one
//! still says is passed over. It knows nothing of what is said.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

use super::work::{Brought, Inbox};

/// A socket; closed when it is dropped.
pub(super) struct Socket {
    socket: WebSocket,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_end: Closure<dyn FnMut(Event)>,
}

impl Socket {
    /// Begins to connect.
    pub(super) fn open(address: &str, number: u32, inbox: &Inbox) -> Result<Socket, JsValue> {
        let socket = WebSocket::new(address)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let to = inbox.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // Text is none of the relay's; an empty message is told as what it is: none.
            let bytes = event.data().dyn_into::<ArrayBuffer>();
            to.bring(Brought::Message(
                number,
                bytes.map(|b| Uint8Array::new(&b).to_vec()).unwrap_or_default(),
            ));
        });
        let to = inbox.clone();
        let on_end = Closure::<dyn FnMut(Event)>::new(move |_| to.bring(Brought::Closed(number)));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // After an error comes a close.
        socket.set_onclose(Some(on_end.as_ref().unchecked_ref()));
        Ok(Socket { socket, _on_message: on_message, _on_end: on_end })
    }

    /// Sends. A socket that has just closed says so by itself.
    pub(super) fn send(&self, bytes: &[u8]) {
        let _ = self.socket.send_with_u8_array(bytes);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
