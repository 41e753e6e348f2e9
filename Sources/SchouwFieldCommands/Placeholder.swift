// Placeholder until the first file of SchouwFieldCommands lands.
