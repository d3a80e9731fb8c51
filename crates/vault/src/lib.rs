//! The encrypted store on one device.
