//! The rules that no agreement can lift: may the holder exercise this power over this area of the giver's life now?
