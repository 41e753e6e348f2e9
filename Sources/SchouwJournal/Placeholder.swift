// Placeholder until the first file of SchouwJournal lands.
