// Placeholder until the first file of SchouwFieldClientTests lands.
