// Placeholder until the first file of SchouwTransport lands.
