// Placeholder until the first file of SchouwCommandLine lands.
