"""Speed, a benchmark a module: `python -m bench` prints one line for each."""
