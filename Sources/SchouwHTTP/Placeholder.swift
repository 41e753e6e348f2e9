// Placeholder until the first file of SchouwHTTP lands.
