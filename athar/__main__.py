"""`python -m athar` is `athar`."""

import sys

from athar.config.commandline import main

sys.exit(main())
