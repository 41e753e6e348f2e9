// Placeholder until the first file of SchouwHTTPTests lands.
