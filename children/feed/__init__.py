"""The daily feed: tables of the Standard Safeguarding Dataset, night by night, beside what people enter."""
