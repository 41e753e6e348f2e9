// Placeholder until the first file of SchouwJournalTests lands.
