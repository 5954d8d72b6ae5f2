"""Parts of the panel that shows one record and everything it rests on."""
