"""Property tests take the same examples in every run; ``HYPOTHESIS_PROFILE=explore`` looks for new ones."""

import os
import signal

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# In the background of a shell, interruptions are ignored, and so they would be by the commands that tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
