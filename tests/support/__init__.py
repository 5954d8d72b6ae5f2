"""What several tests share: servers, browser tabs, damaged data, message keys."""
