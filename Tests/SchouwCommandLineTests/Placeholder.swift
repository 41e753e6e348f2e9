// Placeholder until the first file of SchouwCommandLineTests lands.
