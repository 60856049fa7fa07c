"""What becomes of findings: fingerprints, suppression, baseline."""
