"""What time takes away: dossiers that were kept for as long as the table of terms says."""
